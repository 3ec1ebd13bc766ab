// a comment
import 'lodash';
import(lib);
const x = 'y
