import { encodeId } from '../../../server/src/kernel/globalId.ts'
import type { People } from '../../kit/people.ts'

/** What the questions are about. Rooms add what their fields need. */
export interface World {
  readonly make: People
  readonly companyId: bigint
  readonly businessId: string
  /** An account of the company. */
  readonly iban: string
  /** Ids of things of the company, as the API writes them. */
  readonly ids: {
    readonly company: string
    readonly invoice: string
    readonly customer: string
    readonly send: string
    readonly assignment: string
  }
  /** Ids of a staff member's questions, of which each is answered once. */
  readonly requests: { readonly recall: string; readonly creditLoss: string }
  /** An API token of somebody else. */
  readonly foreignTokenId: bigint
  /** A company that waits for the agency's identity check. */
  readonly waitingCompany: string
  readonly termsVersion: string
  /** An overdue invoice of the company, new each time. */
  newInvoice(): Promise<string>
  /** An overdue invoice of the company of which reminder and payment notice have been sent, new each time. */
  newRequestedInvoice(): Promise<string>
  /** A contact person of the customer, new each time. */
  newContactPerson(): Promise<string>
  /** A running assignment of the company that nobody has asked anything about, another each time. */
  newAssignment(): string
  /** Waiting money on the company's account, new each time. */
  newTransaction(): Promise<string>
  /** A payment of the company, new each time. */
  newPayment(): Promise<string>
  /** Netvisor's key of an invoice that changed there and waits for a decision, new each time. */
  newNetvisorChange(): Promise<string>
  /** Two cards of one customer, new each time. */
  newTwinCustomers(): Promise<[string, string]>
  /** The name of a saved mapping of invoice tables, new each time. */
  newTableMapping(): Promise<string>
  /** A request for a Master-ID that waits, new each time. */
  newMasterIdRequest(): Promise<string>
  /** The code of a Master-ID without companies, new each time. */
  newMasterIdCode(): Promise<string>
  /** A number that never repeats. */
  serial(): number
}

type Values = Record<string, unknown>

export interface Question {
  /** The selection below the field, with its arguments: `company(id: $id) { id }`. */
  readonly ask: string
  /** Declarations of the variables: `$id: ID!`. */
  readonly variables?: string
  /** Their values, made anew for every actor. */
  readonly values?: (world: World) => Values | Promise<Values>
  /** Where a field that takes many things at once answers for the one asked about: its refusal, if it was refused. */
  // biome-ignore lint/suspicious/noExplicitAny: the value of whatever field.
  readonly refusal?: (value: any) => { code: string } | null | undefined
  /** The actor's session ends by it. */
  readonly endsSession?: boolean
}

/** Root fields of one subject: who gets what from each, and how each is asked. */
export interface Truth {
  /** A table, its columns and cells as told in truth.ts. */
  readonly answers: string
  readonly questions: Readonly<Record<string, Question>>
}

export function byId(field: string, id: (world: World) => string): Question {
  return { ask: `${field}(id: $id) { id }`, variables: '$id: ID!', values: (world) => ({ id: id(world) }) }
}

export function ofCompany(field: string): Question {
  const values = (world: World) => ({ companyId: world.ids.company })
  return { ask: `${field}(companyId: $companyId) { nodes { id } }`, variables: '$companyId: ID!', values }
}

export function mutation(
  name: string,
  fields: string,
  input: (world: World) => Values | Promise<Values>,
  type?: string,
): Question {
  const inputType = type ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  return {
    ask: `${name}(input: $input) { ${fields} error { code } }`,
    variables: `$input: ${inputType}!`,
    values: async (world) => ({ input: await input(world) }),
  }
}

/** A list of things of a company that another program sends. */
export function list(name: string, what: string, items: (world: World) => Values[]): Question {
  const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  return {
    ask: `${name}(input: $input) { refused }`,
    variables: `$input: ${inputType}!`,
    values: (world) => ({ input: { companyId: world.ids.company, [what]: items(world) } }),
  }
}

/** The id of a thing without a company that does not exist. */
export function nothing(type: string): string {
  return encodeId(type, 0, 999_999n)
}
