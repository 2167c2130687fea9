import { Extensions } from 'type-graphql';
import { ForbiddenError } from '../../errors';
import type { Role } from '../../model/enums';

/** The permissions, and the roles that have each. The only place that decides. */
export const PERMISSIONS = {
  READ: ['VIEWER', 'MEMBER', 'WORKER', 'ADMIN'],
  WRITE: ['MEMBER', 'ADMIN'],
  MANAGE_KEYS: ['ADMIN'],
  MANAGE_ENDPOINTS: ['ADMIN'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/**
 * Sets the permission that a query, mutation or subscription requires. The schema does not build without it (see
 * guarded-schema).
 */
export function Requires(permission: Permission): MethodDecorator {
  return Extensions({ permission });
}

/** The permission that an operation requires, or null if it has none. */
export function permissionOf(extensions: Readonly<Record<string, unknown>>): Permission | null {
  const word = extensions.permission;
  return typeof word === 'string' && word in PERMISSIONS ? (word as Permission) : null;
}

/** @throws ForbiddenError naming the operation, the role and the roles that are permitted */
export function assertAllowed(role: Role, permission: Permission, operation: string): void {
  const roles: readonly Role[] = PERMISSIONS[permission];
  if (!roles.includes(role)) {
    throw new ForbiddenError(`${operation} requires a key with role ${roles.join(' or ')}; this key has role ${role}`);
  }
}
