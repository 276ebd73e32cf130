import { adapterContract } from '../../contracts/adapter/contract.js';
import { parity } from '../../contracts/adapter/parity.js';
import { terminalDriver } from './driver.js';

adapterContract(terminalDriver);
parity(terminalDriver);
