import { CodedError } from '../../kernel/result.ts'

/**
 * A message that its receiver can never store, with the code of why: MESSAGE_INVALID, CREDITOR_UNKNOWN,
 * ASSIGNMENT_UNKNOWN, SEQUENCE_TAKEN. Sending it again is useless.
 */
export class MessageRefused extends CodedError {}
