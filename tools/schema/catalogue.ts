import type { ClientBase } from 'pg';

export type Column = {
  name: string;
  type: string;
  notNull: boolean;
  default: string | null;
  /** `a` always, `d` by default, '' none. */
  identity: string;
  generated: string;
  comment: string | null;
};

export type Constraint = {
  name: string;
  /** primary, unique, foreign, check, exclusion */
  kind: 'p' | 'u' | 'f' | 'c' | 'x';
  definition: string;
  columns: string[];
  deferrable: boolean;
  /** Of a foreign key. `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default. */
  target: { table: string; columns: string[]; onDelete: string; onUpdate: string } | null;
};

export type Index = {
  name: string;
  definition: string;
  unique: boolean;
  /** Key columns in order; null where an expression stands. */
  columns: (string | null)[];
  /** Made by a constraint, which says it already. */
  ofConstraint: boolean;
};

export type Grant = { to: string; rights: string[]; column: string | null };

export type Table = {
  name: string;
  comment: string | null;
  columns: Column[];
  constraints: Constraint[];
  indexes: Index[];
  grants: Grant[];
  triggers: string[];
  policies: string[];
  rowSecurity: boolean;
};

export type Catalogue = {
  tables: Table[];
  /** Whatever else a migration made: views, sequences, functions, types, extensions. */
  others: string[];
};

// Not-null constraints (kind n, since PostgreSQL 18) are said by the columns, the same on every version.
const tablesText = `
select c.relname as name, obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as "rowSecurity",
  coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'notNull', a.attnotnull, 'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'identity', a.attidentity, 'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) else '' end,
      'comment', col_description(c.oid, a.attnum)) order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]') as columns,
  coalesce((select json_agg(json_build_object('name', k.conname, 'kind', k.contype, 'definition', pg_get_constraintdef(k.oid),
      'columns', (select coalesce(json_agg(a.attname order by u.n), '[]') from unnest(k.conkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
      'deferrable', k.condeferrable,
      'target', case when k.contype = 'f' then json_build_object('table', k.confrelid::regclass::text,
        'columns', (select json_agg(a.attname order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum),
        'onDelete', k.confdeltype, 'onUpdate', k.confupdtype) end)
      order by position(k.contype in 'pufcx'), k.conname collate "C")
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')), '[]') as constraints,
  coalesce((select json_agg(json_build_object('name', i.relname, 'definition', pg_get_indexdef(i.oid), 'unique', x.indisunique,
      'columns', (select json_agg(a.attname order by u.n) from unnest(x.indkey) with ordinality u(attnum, n)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = u.attnum where u.n <= x.indnkeyatts),
      'ofConstraint', exists (select 1 from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x')))
      order by i.relname collate "C")
    from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid), '[]') as indexes,
  coalesce((select json_agg(g order by g.column nulls first, g.to collate "C") from (
      select acl.grantee::regrole::text as to, json_agg(lower(acl.privilege_type) order by acl.privilege_type) as rights, acl.column
      from (select e.grantee, e.privilege_type, null::name as column from aclexplode(c.relacl) e
        union all select e.grantee, e.privilege_type, a.attname from pg_attribute a, aclexplode(a.attacl) e where a.attrelid = c.oid) acl
      where acl.grantee <> c.relowner group by acl.grantee, acl.column) g), '[]') as grants,
  coalesce((select json_agg(pg_get_triggerdef(t.oid) order by t.tgname) from pg_trigger t
    where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers,
  coalesce((select json_agg(p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid), '[]') as policies
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname collate "C"`;

// Rights on the schema itself are left out: they depend on who owns the database, not on a migration.
const othersText = `
select line from (
  select format('%s %s', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'relation' end,
    c.relname) as line from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind not in ('r', 'p', 'i', 'I', 't', 'c')
  union all select format('function %s', p.oid::regprocedure) from pg_proc p where p.pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all select format('type %s', t.typname) from pg_type t left join pg_class c on c.oid = t.typrelid
    where t.typnamespace = 'public'::regnamespace and t.typcategory <> 'A' and (c.oid is null or c.relkind = 'c')
    and not exists (select 1 from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  union all select format('extension %s', e.extname) from pg_extension e where e.extname <> 'plpgsql'
) o order by line collate "C"`;

/** Everything the migrations made in schema `public`, in an order that depends on names only. */
export const readCatalogue = async (client: ClientBase): Promise<Catalogue> => {
  const tables = await client.query<Table>(tablesText);
  const others = await client.query<{ line: string }>(othersText);
  return { tables: tables.rows, others: others.rows.map(({ line }) => line) };
};
