import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Mailer } from '../platform/mail/smtp.ts'
import type { Room } from '../platform/room.ts'
import { accessNodes } from './access.loader.ts'
import { ApiTokenService } from './apiToken.service.ts'
import { AuditResolver } from './audit.resolver.ts'
import { AuditErasure, EMPTY_AUDIT } from './auditErasure.ts'
import { ApiTokenResolver, CompanyResolver, MasterIdResolver } from './company.resolver.ts'
import { cookieSettings } from './cookie.ts'
import { MailResolver } from './mail.resolver.ts'
import { SEND_MAIL, SEND_USER_MAIL, SEND_WAITING_MAIL } from './mail.ts'
import { MailDelivery } from './mailDelivery.ts'
import { ERASE_MAIL, MailErasure } from './mailErasure.ts'
import { MasterIdLinkService } from './masterIdLink.service.ts'
import { MasterIdRequestResolver } from './masterIdRequest.resolver.ts'
import { MasterIdRequests } from './masterIdRequest.service.ts'
import { OwnDetailsResolver } from './ownDetails.resolver.ts'
import { OwnDetails } from './ownDetails.service.ts'
import { SecurityResolver } from './security.resolver.ts'
import { GrantResolver, SessionResolver } from './session.resolver.ts'
import { SessionService } from './session.service.ts'
import { SignInThrottle } from './throttle.ts'
import { UserService } from './user.service.ts'
import { ViewerResolver } from './viewer.resolver.ts'
import { TooManyAttemptsType } from './viewer.type.ts'

export interface AccessGround {
  readonly database: Database
  /** The address that people use. */
  readonly publicUrl: string
  readonly clock: Clock
  /** Without one mail is kept and read on the pages. */
  readonly mailer?: Mailer | undefined
}

/** Who may see what, as a room of the product. */
export function makeAccess({ database, publicUrl, clock, mailer }: AccessGround): Room {
  const links = new MasterIdLinkService(database, publicUrl)
  const erasure = new AuditErasure(database, () => clock.now())
  const mailErasure = new MailErasure(database, () => clock.now())
  const delivery = new MailDelivery(database, mailer, () => clock.now())
  const throttle = new SignInThrottle(database)
  const sessions = new SessionService(database, throttle)
  const resolvers = [
    new ViewerResolver(),
    new CompanyResolver(),
    new MasterIdResolver(),
    new ApiTokenResolver(),
    new SessionResolver(sessions, new UserService(database), cookieSettings(publicUrl)),
    new OwnDetailsResolver(new OwnDetails(database, throttle, publicUrl)),
    new GrantResolver(new ApiTokenService(database), links),
    new MasterIdRequestResolver(new MasterIdRequests(database, publicUrl), links),
    new AuditResolver(),
    new SecurityResolver(),
    new MailResolver(database),
  ]
  return {
    resolvers,
    nodes: accessNodes,
    orphanedTypes: [TooManyAttemptsType],
    tasks: {
      [SEND_MAIL]: (payload) => delivery.send(payload),
      [SEND_USER_MAIL]: (payload) => delivery.sendToUser(payload),
      [SEND_WAITING_MAIL]: () => delivery.sendWaiting(),
      [EMPTY_AUDIT]: async () => {
        await erasure.run()
      },
      [ERASE_MAIL]: async () => {
        await mailErasure.run()
      },
    },
    schedule: [
      { task: SEND_WAITING_MAIL, cron: '23 * * * *' },
      { task: EMPTY_AUDIT, cron: '50 1 * * *' },
      { task: ERASE_MAIL, cron: '52 1 * * *' },
    ],
  }
}
