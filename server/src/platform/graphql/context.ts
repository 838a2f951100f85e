import DataLoader from 'dataloader'
import { type CalendarDate, helsinkiToday } from '../../kernel/calendarDate.ts'
import { NotSignedIn } from '../../kernel/result.ts'
import type { Credential, Scope } from '../../kernel/scope.ts'
import type { Database, IdentityRow } from '../database/database.ts'
import type { Unit } from '../database/unit.ts'
import type { Loader } from './loader.ts'

/** What an operation may ask of and do to the HTTP exchange it came by. */
export interface Exchange {
  /** Address of the client, for throttling only. */
  readonly clientAddress: string
  /** Adds a Set-Cookie header to the answer. */
  addCookie(header: string): void
}

/**
 * What the resolvers of one operation share: who asks, one read snapshot, and the batches. The snapshot is the
 * operation's only connection; it is given back at the end, and around each mutation.
 *
 * Its fields are private by the compiler alone: Apollo copies the context of each request, and #fields do not survive.
 */
export class OperationContext {
  readonly requestId: string
  readonly now: Date
  /** Today in Finland. */
  readonly today: CalendarDate
  readonly exchange: Exchange
  private readonly database: Database
  private credential: Credential | undefined
  private current: Scope
  private opened: Promise<Unit> | undefined
  private running = new Map<string, DataLoader<unknown, unknown, string>>()

  constructor(parts: {
    database: Database
    credential: Credential | undefined
    requestId: string
    now: Date
    exchange: Exchange
  }) {
    this.database = parts.database
    this.credential = parts.credential
    this.requestId = parts.requestId
    this.now = parts.now
    this.today = helsinkiToday(parts.now)
    this.exchange = parts.exchange
    this.current = this.anonymous()
  }

  /** Who asks. Anonymous until the first unit was opened, which happens before any resolver runs. */
  get scope(): Scope {
    return this.current
  }

  /** The operation's snapshot. */
  unit(): Promise<Unit> {
    this.opened ??= this.open()
    return this.opened
  }

  /**
   * Asks one statement on the credential's behalf, outside of the snapshot (see `Database.single`). Undefined when there
   * is no credential.
   */
  async single(name: string, sql: string, params: readonly unknown[]): Promise<unknown> {
    return this.credential && this.database.single(this.credential, name, sql, params)
  }

  async load<K, V>(loader: Loader<K, V>, key: K): Promise<V> {
    let loading = this.running.get(loader.name)
    if (!loading) {
      loading = new DataLoader<unknown, unknown, string>(
        async (keys) => loader.batch(await this.unit(), keys as readonly K[], this) as Promise<readonly unknown[]>,
        { cacheKeyFn: (any) => loader.keyText(any as K), maxBatchSize: 1_000 },
      )
      this.running.set(loader.name, loading)
    }
    return loading.load(key) as Promise<V>
  }

  /** Gives the snapshot back and forgets what was read: the next `unit()` sees what was written meanwhile. */
  async release(): Promise<void> {
    const unit = this.opened
    this.opened = undefined
    this.running = new Map()
    if (unit) await (await unit.catch(() => undefined))?.end('COMMIT').catch(() => undefined) // Nothing was written.
  }

  /** From here on the operation speaks for another credential, or for nobody: after signing in and out. */
  async become(credential: Credential | undefined): Promise<void> {
    await this.release()
    this.credential = credential
    await this.unit()
  }

  private async open(): Promise<Unit> {
    const { unit, identity } = await this.database.enter(this.credential)
    // A browser with an ended session is simply not signed in; a program is told that its token does not work.
    if (!identity && this.credential?.kind === 'TOKEN') {
      await unit.end('ROLLBACK')
      throw new NotSignedIn('The API token is unknown, expired or revoked.')
    }
    this.current = identity && this.credential ? this.signedIn(identity, this.credential) : this.anonymous()
    return unit
  }

  private anonymous(): Scope {
    return { kind: 'anonymous', today: this.today, now: this.now, requestId: this.requestId }
  }

  private signedIn(identity: IdentityRow, credential: Credential): Scope {
    const { today, now, requestId } = this
    const token =
      identity.token_id === null ? null : { id: identity.token_id, readOnly: identity.token_read_only === true }
    const { user_id: userId, staff_role: staffRole } = identity
    return Object.freeze({ kind: 'user', userId, credential, token, staffRole, today, now, requestId })
  }
}
