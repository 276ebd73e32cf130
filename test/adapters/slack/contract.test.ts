import { adapterContract } from '../../contracts/adapter/contract.js';
import { parity } from '../../contracts/adapter/parity.js';
import { slackDriver } from './driver.js';

adapterContract(slackDriver);
parity(slackDriver);
