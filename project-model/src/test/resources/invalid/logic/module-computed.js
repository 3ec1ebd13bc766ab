/** access: public */
export default (params) => import('./' + params.name);
