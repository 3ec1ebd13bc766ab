import { defineConfig } from 'vitest/config';

// Tests start compilers and servers on machines that do other things, too: a time that is too short says nothing.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000, reporters: ['dot'] } });
