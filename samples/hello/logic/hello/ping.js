/* ---
access: public
description: Answers, so that you know that everything works.
params:
  name: {type: string, default: world, max: 100}
--- */
export default async function (params, context) {
  return {
    message: `Hello, ${params.name}!`,
    requestId: context.request.requestId,
  };
}
