import { adapterContract } from '../../contracts/adapter/contract.js';
import { terminalDriver } from './driver.js';

adapterContract(terminalDriver);
