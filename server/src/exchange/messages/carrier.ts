import type { ToldByAgency } from './account.ts'
import type { ToAgency } from './toAgency.ts'

/**
 * The road between the two books. It resolves when the receiver has stored the message, and may be called again with
 * the same message: the receiver answers a repeat without a second effect. In one process it is a call; with an agency
 * of its own it is HTTP.
 */
export type Carrier<Message extends ToAgency | ToldByAgency> = (message: Message) => Promise<void>
