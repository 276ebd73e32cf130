import { adapterContract } from '../../contracts/adapter/contract.js';
import { parity } from '../../contracts/adapter/parity.js';
import { voiceDriver } from './driver.js';

adapterContract(voiceDriver);
parity(voiceDriver);
