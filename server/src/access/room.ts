import type { Database } from '../platform/database/database.ts'
import type { Room } from '../platform/room.ts'
import { accessNodes } from './access.loader.ts'
import { ApiTokenService } from './apiToken.service.ts'
import { ApiTokenResolver, CompanyResolver, MasterIdResolver } from './company.resolver.ts'
import { cookieSettings } from './cookie.ts'
import { MasterIdLinkService } from './masterIdLink.service.ts'
import { GrantResolver, SessionResolver } from './session.resolver.ts'
import { SessionService } from './session.service.ts'
import { SignInThrottle } from './throttle.ts'
import { UserService } from './user.service.ts'
import { ViewerResolver } from './viewer.resolver.ts'
import { TooManyAttemptsType } from './viewer.type.ts'

/** Who may see what, as a room of the product. `publicUrl` is the address that people use. */
export function makeAccess(database: Database, publicUrl: string): Room {
  const sessions = new SessionService(database, new SignInThrottle(database))
  const resolvers = [
    new ViewerResolver(),
    new CompanyResolver(),
    new MasterIdResolver(),
    new ApiTokenResolver(),
    new SessionResolver(sessions, new UserService(database), cookieSettings(publicUrl)),
    new GrantResolver(new ApiTokenService(database), new MasterIdLinkService(database)),
  ]
  return { resolvers, nodes: accessNodes, orphanedTypes: [TooManyAttemptsType] }
}
