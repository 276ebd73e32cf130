import { adapterContract } from '../../contracts/adapter/contract.js';
import { slackDriver } from './driver.js';

adapterContract(slackDriver);
