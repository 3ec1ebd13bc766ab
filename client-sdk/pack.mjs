// Packs what `npm run build` made into target/santokit-client.tgz, a name that does not change with the version.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';

mkdirSync('target', { recursive: true });
copyFileSync('../LICENSE', 'LICENSE');
const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', 'target'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
renameSync(`target/${packed.filename}`, 'target/santokit-client.tgz');
