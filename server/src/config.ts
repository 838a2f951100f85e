import { resolve } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from './kernel/result.ts'
import type { NetvisorSettings } from './ledger/netvisor/netvisorClient.ts'
import type { LogLevel } from './platform/logging/log.ts'
import type { MailSettings } from './platform/mail/smtp.ts'
import type { Road, Side } from './rooms.ts'

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** 127.0.0.1 keeps it on this machine; 0.0.0.0 serves the network. */
  HOST: z.string().default('127.0.0.1'),
  /** A PostgreSQL of one's own, as a user who may create roles; without it an embedded one is used. */
  DATABASE_URL: z.url().optional(),
  DATABASE_APP_URL: z.url().optional(),
  DATABASE_JOBS_URL: z.url().optional(),
  DATABASE_AGENCY_URL: z.url().optional(),
  DATABASE_QUEUE_URL: z.url().optional(),
  /** Folder of the embedded database. */
  DATA_DIR: z.string().default('.data'),
  /** Connections of the API to the database at most. */
  POOL_SIZE: z.coerce.number().int().min(1).max(500).default(16),
  /** The address that people use; https makes cookies travel over TLS alone. */
  PUBLIC_URL: z.url().optional(),
  /** Set when a proxy in front tells the client's address. */
  TRUST_PROXY: z.stringbool().default(false),
  /** Which books this process keeps: the company side and the agency may be two processes on two databases. */
  SIDE: z.enum(['both', 'company', 'agency']).default('both'),
  /** Where the other side takes messages, ending in /exchange/messages; for a process of one side alone. */
  EXCHANGE_URL: z.url().optional(),
  /** Known to both sides. */
  EXCHANGE_SECRET: z.string().min(16).optional(),
  /** In the place of both: a folder that both sides see, for messages as files. */
  EXCHANGE_FOLDER: z.string().min(1).optional(),
  /** The mail server, `smtp://user:password@host:port` or `smtps://…`; without one mail is kept and read on the pages. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail comes from. */
  MAIL_FROM: z.string().min(3).default('Duetto <noreply@localhost>'),
  /** Netvisor's web service, and the credentials that its partners get; without them no company can be connected. */
  NETVISOR_URL: z.url({ protocol: /^https?$/ }).default('https://integration.netvisor.fi/'),
  NETVISOR_PARTNER_ID: z.string().min(1).optional(),
  NETVISOR_PARTNER_KEY: z.string().min(1).optional(),
  /** The name under which Netvisor shows this product to its users. */
  NETVISOR_SENDER: z.string().min(1).max(100).default('Duetto'),
  /** Opens the keys of other services that the database holds sealed; without it a file in DATA_DIR has it. */
  SECRETS_KEY: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Whether an empty database is filled with demonstration data. */
  DEMO: z.stringbool().default(true),
})

const environment = variables.refine(
  ({ SIDE, EXCHANGE_URL, EXCHANGE_SECRET, EXCHANGE_FOLDER }) =>
    SIDE === 'both' || EXCHANGE_FOLDER || (EXCHANGE_URL && EXCHANGE_SECRET),
  'A process of one side alone needs EXCHANGE_URL and EXCHANGE_SECRET, or EXCHANGE_FOLDER.',
)

const complete = environment.refine(
  ({ NETVISOR_PARTNER_ID, NETVISOR_PARTNER_KEY }) =>
    (NETVISOR_PARTNER_ID === undefined) === (NETVISOR_PARTNER_KEY === undefined),
  'NETVISOR_PARTNER_ID and NETVISOR_PARTNER_KEY belong together.',
)

export interface Config {
  readonly port: number
  readonly host: string
  readonly databaseUrl: string | undefined
  readonly roleUrls: {
    readonly duetto_app?: string
    readonly duetto_jobs?: string
    readonly duetto_agency?: string
    readonly duetto_queue?: string
  }
  readonly dataFolder: string
  readonly poolSize: number
  readonly publicUrl: string | undefined
  readonly trustProxy: boolean
  readonly side: Side
  readonly road: Road | undefined
  readonly mail: MailSettings | undefined
  readonly netvisor: NetvisorSettings | undefined
  readonly secretsKey: string | undefined
  readonly logLevel: LogLevel
  readonly loadsDemo: boolean
}

/**
 * Reads the environment; `root` is the folder of the project, from which relative folders are meant. The error is text
 * for the person who starts the product.
 */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Result<Config, string> {
  const read = complete.safeParse(env)
  if (!read.success) return err(`The environment is not right.\n${z.prettifyError(read.error)}`)
  const given = read.data
  return ok({
    port: given.PORT,
    host: given.HOST,
    databaseUrl: given.DATABASE_URL,
    roleUrls: {
      ...(given.DATABASE_APP_URL ? { duetto_app: given.DATABASE_APP_URL } : {}),
      ...(given.DATABASE_JOBS_URL ? { duetto_jobs: given.DATABASE_JOBS_URL } : {}),
      ...(given.DATABASE_AGENCY_URL ? { duetto_agency: given.DATABASE_AGENCY_URL } : {}),
      ...(given.DATABASE_QUEUE_URL ? { duetto_queue: given.DATABASE_QUEUE_URL } : {}),
    },
    dataFolder: resolve(root, given.DATA_DIR),
    poolSize: given.POOL_SIZE,
    publicUrl: given.PUBLIC_URL,
    trustProxy: given.TRUST_PROXY,
    side: given.SIDE,
    road: roadOf(given, root),
    mail: given.SMTP_URL === undefined ? undefined : { url: given.SMTP_URL, from: given.MAIL_FROM },
    netvisor: netvisorOf(given),
    secretsKey: given.SECRETS_KEY,
    logLevel: given.LOG_LEVEL,
    loadsDemo: given.DEMO,
  })
}

function netvisorOf(given: z.infer<typeof environment>): NetvisorSettings | undefined {
  const {
    NETVISOR_URL,
    NETVISOR_PARTNER_ID: partnerId,
    NETVISOR_PARTNER_KEY: partnerKey,
    NETVISOR_SENDER: sender,
  } = given
  if (partnerId === undefined || partnerKey === undefined) return undefined
  return { url: NETVISOR_URL.endsWith('/') ? NETVISOR_URL : `${NETVISOR_URL}/`, sender, partnerId, partnerKey }
}

function roadOf(given: z.infer<typeof environment>, root: string): Road | undefined {
  const { SIDE, EXCHANGE_URL: url, EXCHANGE_SECRET: secret, EXCHANGE_FOLDER: folder } = given
  if (SIDE === 'both') return undefined
  if (folder !== undefined) return { folder: resolve(root, folder) }
  return url !== undefined && secret !== undefined ? { url, secret } : undefined
}
