import { adapterContract } from '../../contracts/adapter/contract.js';
import { parity } from '../../contracts/adapter/parity.js';
import { teamsDriver } from './driver.js';

adapterContract(teamsDriver);
parity(teamsDriver);
