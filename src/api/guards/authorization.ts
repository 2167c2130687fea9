import { Extensions } from 'type-graphql';
import { ForbiddenError } from '../../errors';
import type { Role } from '../../model/enums';

/** What an operation needs, and which roles have it: the one table that decides. */
export const PERMISSIONS = {
  READ: ['VIEWER', 'MEMBER', 'WORKER', 'ADMIN'],
  WRITE: ['MEMBER', 'ADMIN'],
  MANAGE_KEYS: ['ADMIN'],
  MANAGE_ENDPOINTS: ['ADMIN'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Says what a query, mutation or subscription needs. One without it does not build (see guarded-schema). */
export function Requires(permission: Permission): MethodDecorator {
  return Extensions({ permission });
}

/** The permission word of an operation, or null when it has none. */
export function permissionOf(extensions: Readonly<Record<string, unknown>>): Permission | null {
  const word = extensions.permission;
  return typeof word === 'string' && word in PERMISSIONS ? (word as Permission) : null;
}

/** @throws ForbiddenError naming the operation, the role and the roles that would do */
export function assertAllowed(role: Role, permission: Permission, operation: string): void {
  const roles: readonly Role[] = PERMISSIONS[permission];
  if (!roles.includes(role)) {
    throw new ForbiddenError(`${operation} needs a key with role ${roles.join(' or ')}; this key is ${role}`);
  }
}
