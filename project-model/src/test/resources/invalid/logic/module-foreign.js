/** access: public */
import _ from 'lodash';
import x from "https://esm.sh/x";
import fs from 'node:fs';
import y from '/lib/y.js';
import z from '../../../z.js';
import w from '../../config/databases.yaml';
export default () => 1;
