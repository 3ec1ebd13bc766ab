import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: 'src/index.ts',
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  dts: false, // by tsc: a bundled declaration file cannot be added to from outside
  outExtensions: ({ format }) => ({ js: format === 'es' ? '.mjs' : '.js' }),
  copy: ['src/index.d.mts', 'src/santokit-env.d.ts'].map((from) => ({ from, to: 'dist' })),
});
