import { describe, expect, test } from 'vitest';
import { databaseUser, type Machine } from './system-user.ts';

const machine = (users: Record<string, number>, more: Partial<Machine> = {}): Machine => ({
  isRoot: true,
  find: (name) => (name in users ? { uid: users[name] ?? 0, gid: 7 } : undefined),
  create: () => {},
  canBecome: () => true,
  ...more,
});

describe('databaseUser', () => {
  test('an ordinary user runs the database itself', () => {
    expect(databaseUser(machine({ postgres: 5 }, { isRoot: false }))).toBeUndefined();
  });

  test('root lends postgres', () => {
    const create = () => {
      throw new Error('not needed');
    };
    expect(databaseUser(machine({ postgres: 5, nobody: 9 }, { create }))).toEqual({ uid: 5, gid: 7, name: 'postgres' });
  });

  test('postgres is made where there is none', () => {
    const users: Record<string, number> = { nobody: 9 };
    const create = (name: string) => {
      users[name] = 5;
    };
    expect(databaseUser(machine(users, { create }))?.name).toBe('postgres');
  });

  test('where it cannot be made, nobody', () => {
    expect(databaseUser(machine({ nobody: 9 }))?.name).toBe('nobody');
  });

  test('a user that is root under another name is no help', () => {
    expect(databaseUser(machine({ postgres: 0, nobody: 9 }))?.name).toBe('nobody');
  });

  test('where root may become nobody else, one clear line', () => {
    expect(() => databaseUser(machine({ postgres: 5, nobody: 9 }, { canBecome: () => false }))).toThrow(
      /refuses to run as root.*DATABASE_URL/,
    );
  });
});
