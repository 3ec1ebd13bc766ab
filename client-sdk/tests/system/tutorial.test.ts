import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Background, freePort, root } from './dev.js';

// The tutorial as its reader types it: every block of commands, in one folder, with what the page says that they print.

interface Block {
  kind: 'sh' | 'text';
  /** `second terminal` for what goes on running, `fails` for what must. */
  note: string;
  text: string;
}

const home = mkdtempSync(join(tmpdir(), 'santokit-tutorial-'));
/** What of a terminal outlives a block: where it is, and what it exports. */
const terminal = { folder: root, variables: '' };
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  HOME: home,
  npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
  npm_config_userconfig: process.env.npm_config_userconfig ?? join(homedir(), '.npmrc'),
  npm_config_prefer_offline: 'true',
};
const running: Background[] = [];

afterAll(async () => {
  for (const process of running) {
    await process.stop();
  }
  rmSync(home, { recursive: true, force: true });
});

function blocks(page: string): Block[] {
  const found = page.matchAll(/^```(sh|text)(?: ([a-z ]+))?\n(.*?)^```$/gms);
  return [...found].map(([, kind, note = '', text = '']) => ({ kind: kind as Block['kind'], note, text }));
}

function inTerminal(commands: string): string {
  return `${terminal.variables}\ncd '${terminal.folder}'\n${commands}`;
}

/** Runs commands, each of which must do, and remembers where they lead. */
function run(commands: string, fails: boolean): string {
  const end = '\necho "--- $PWD"; export -p | grep -E " (SANTOKIT|PATH)="';
  const script = inTerminal(`set -e\n{\n${commands}\n} 2>&1${fails ? '' : end}`);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { env: environment, encoding: 'utf8' });
  expect(status === 0, `${commands}\n${stdout}\n${stderr}`).toBe(!fails);
  if (fails) {
    return stdout;
  }
  const [, printed = '', folder = '', variables = ''] = /^(.*)--- (.*?)\n(.*)$/s.exec(stdout) ?? [];
  Object.assign(terminal, { folder, variables });
  return printed;
}

function expectLines(printed: string, expected: string): void {
  for (const line of expected.trim().split('\n')) {
    const parts = line.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(printed).toMatch(new RegExp(parts.join('.*')));
  }
}

test('every command of the tutorial does what the page says', async () => {
  const port = String(await freePort());
  const page = readFileSync(join(root, 'docs/tutorial/from-nothing-to-a-typed-call.md'), 'utf8');
  let printed = '';
  let commands = 0;
  for (const block of blocks(page.replaceAll('8080', port))) {
    if (block.kind === 'text') {
      expectLines(printed, block.text);
    } else if (block.note === 'second terminal') {
      const background = new Background('bash', ['-c', `${inTerminal('')}\nexec ${block.text}`], {
        cwd: terminal.folder,
        env: environment,
      });
      running.push(background);
      await background.says('Serving');
      printed = background.said;
    } else {
      printed = run(block.text, block.note === 'fails');
      commands++;
    }
  }
  expect(commands).toBeGreaterThan(10);
}, 300_000);
