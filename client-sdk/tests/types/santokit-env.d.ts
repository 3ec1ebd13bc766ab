// Written by stk sync from the functions of shop. It is overwritten: change the functions instead.
/* eslint-disable */
import type { CallOptions } from '@santokit/client';

declare module '@santokit/client' {
  interface LogicNamespace {
    products: {
      /**
       * The products, by name.
       * For everyone.
       */
      list: (
        params?: {
          /** A whole number. 1 to 100. Default: 20. */
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
      /** For whoever is logged in. */
      get: ((
        params: {
          /**
           * Whose?
           * A UUID.
           */
          id: string;
        },
        options?: CallOptions,
      ) => Promise<{
        id: string;
        nickname: string | null;
        role: 'admin' | 'customer';
        roles: ('admin' | 'customer' | null)[] | null;
        'full name': string | null;
        extra: unknown;
      }[]>) & {
        'by-email': {
          /**
           * Ends no comment: *\/ and
           * has two lines.
           * For whoever has the role chief or editor.
           */
          find: (
            params: {
              /** 3 to 100 characters. */
              email: string;
              /** At most 5 items. */
              tags?: readonly string[] | null;
              filter?: unknown;
            },
            options?: CallOptions,
          ) => Promise<unknown>;
        };
      };
      /** For everyone. */
      odd: (
        params?: Record<string, never>,
        options?: CallOptions,
      ) => Promise<unknown>;
      /** For everyone. */
      page: (
        params?: Record<string, never>,
        options?: CallOptions,
      ) => Promise<{
        users: ({
          id: string;
          seen: string | null;
        })[];
        total: number;
        tags: string[];
      }>;
      /** For whoever is logged in. */
      touch: (
        params?: Record<string, never>,
        options?: CallOptions,
      ) => Promise<[]>;
    };
  }
}
