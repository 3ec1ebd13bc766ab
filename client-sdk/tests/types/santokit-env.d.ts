// Written by stk sync. Do not edit: it is overwritten.
import type { CallOptions } from '@santokit/client';

declare module '@santokit/client' {
  interface LogicNamespace {
    products: {
      /** The products, by name. */
      list: (
        params?: {
          /** Default: 20. */
          limit?: number | null;
        },
        options?: CallOptions,
      ) => Promise<{
        id: string;
        name: string;
        price: number;
        stock: number;
      }[]>;
    };
    users: {
      get: ((
        params: {
          id: string;
        },
        options?: CallOptions,
      ) => Promise<{
        id: string;
        nickname: string | null;
        role: 'admin' | 'customer';
      }[]>) & {
        'by-email': {
          find: (
            params: {
              email: string;
            },
            options?: CallOptions,
          ) => Promise<unknown>;
        };
      };
      touch: (
        params?: Record<string, never>,
        options?: CallOptions,
      ) => Promise<[]>;
    };
  }
}
