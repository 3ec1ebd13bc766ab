import type { Send } from './functions.js';
import type { CallOptions, CallParams } from './options.js';

/** A row of a table whose columns are not known. */
export type AnyRow = Record<string, unknown>;

/** What a value of a column must be like. */
export interface Comparison<Value> {
  eq?: Value;
  ne?: Value;
  gt?: Value;
  gte?: Value;
  lt?: Value;
  lte?: Value;
  in?: readonly Value[];
  notIn?: readonly Value[];
  like?: string;
  ilike?: string;
  isNull?: boolean;
  contains?: unknown;
  overlaps?: unknown;
}

/** Which rows: a value is equality, null is IS NULL, an array is one of these. */
export type Where<Row extends object = AnyRow> = {
  [Column in keyof Row]?: Row[Column] | readonly Row[Column][] | Comparison<NonNullable<Row[Column]>> | null;
} & {
  and?: readonly Where<Row>[];
  or?: readonly Where<Row>[];
  not?: Where<Row>;
};

/** A direction. */
export type Direction = 'asc' | 'desc';

/** What a select takes. */
export interface SelectParams<Row extends object = AnyRow> {
  where?: Where<Row> | undefined;
  /** Default: all columns that the caller may see. */
  select?: readonly (keyof Row & string)[] | undefined;
  orderBy?: { [Column in keyof Row]?: Direction } | readonly (readonly [keyof Row & string, Direction])[] | undefined;
  /** Default: 100. */
  limit?: number | undefined;
  offset?: number | undefined;
  /** Rows of other tables, by foreign keys. */
  include?: Readonly<Record<string, SelectParams>> | undefined;
}

/** What an insert takes. */
export interface InsertParams<Row extends object = AnyRow> {
  data: Partial<Row> | readonly Partial<Row>[];
  onConflict?: { columns: readonly (keyof Row & string)[]; action: 'nothing' | 'update' } | undefined;
}

/** Which rows are changed: some, or, said so, all. */
export type Affected<Row extends object = AnyRow> =
  { where: Where<Row>; all?: false } | { where?: Where<Row>; all: true };

/** What an update takes. */
export type UpdateParams<Row extends object = AnyRow> = Affected<Row> & { data: Partial<Row> };

/** What a delete takes. */
export type DeleteParams<Row extends object = AnyRow> = Affected<Row>;

/**
 * A table. What the caller may see and do the server decides; all operations give rows, with the columns that the
 * caller may see.
 */
export interface CrudTable<Row extends object = AnyRow> {
  /** @throws SantokitError when there is no result, as of all operations */
  readonly select: (params?: SelectParams<Row>, options?: CallOptions) => Promise<Row[]>;
  readonly insert: (params: InsertParams<Row>, options?: CallOptions) => Promise<Row[]>;
  readonly update: (params: UpdateParams<Row>, options?: CallOptions) => Promise<Row[]>;
  readonly delete: (params: DeleteParams<Row>, options?: CallOptions) => Promise<Row[]>;
}

/** The tables of a database. */
export interface CrudDatabase {
  /** A table by its name: `posts`. Its rows are of whatever type you say. */
  table<Row extends object = AnyRow>(name: string): CrudTable<Row>;
}

/** The tables of a database behind a server. */
export function tablesOf(send: Send, alias: string): CrudDatabase {
  return Object.freeze({
    table<Row extends object>(name: string): CrudTable<Row> {
      const run = async (operation: string, params?: object, options?: CallOptions): Promise<Row[]> =>
        (await send(`crud/${alias}/${name}/${operation}`, params as CallParams | undefined, options)) as Row[];
      return Object.freeze({
        select: (params?: SelectParams<Row>, options?: CallOptions) => run('select', params, options),
        insert: (params: InsertParams<Row>, options?: CallOptions) => run('insert', params, options),
        update: (params: UpdateParams<Row>, options?: CallOptions) => run('update', params, options),
        delete: (params: DeleteParams<Row>, options?: CallOptions) => run('delete', params, options),
      });
    },
  });
}
