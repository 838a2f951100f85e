import type { PreviewAnswer, Previewer } from '../../exchange/messages/preview.ts'
import type { UserError } from '../../kernel/result.ts'
import { type InvoiceForSend, readInvoicesForSend } from '../../ledger/invoice/serviceLink.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import { activationState } from '../activation/activation.store.ts'
import { lessCollected } from '../assignment/allocation.service.ts'
import { materialOf } from '../road/material.ts'
import { refusals } from '../send/eligibility.ts'
import { creditorOf, previousOf, serviceLettersOf } from '../send/send.store.ts'
import type { SendRequest } from '../send/send.ts'
import { sendFacts } from '../send/sendFacts.ts'

export interface ShownLetter {
  /** Everything against sending the invoice today, the agency's reasons included. */
  readonly problems: readonly UserError[]
  readonly letter: PreviewAnswer['letter']
}

/** The first letter of an invoice that might be sent; undefined when the viewer sees no such invoice. */
export async function previewLetter(
  context: OperationContext,
  key: CompanyKey,
  request: Pick<SendRequest, 'kind' | 'afterReminder'>,
  ask: Previewer,
): Promise<ShownLetter | undefined> {
  const unit = await context.unit()
  const [invoice] = await lessCollected(unit, await readInvoicesForSend(unit, [key], context.today))
  if (!invoice) return undefined
  const facts = sendFacts(invoice, await serviceLettersOf(unit, [key]))
  const state = await activationState(unit, key.companyId, context.today)
  const found = [...(state === 'ACTIVE' ? [] : [NOT_ACTIVE]), ...refusals(request.kind, facts, context.today)]
  // What has no letter needs no question.
  if (invoice.inService || invoice.open <= 0n) return { problems: found, letter: null }
  const answer = await ask(await questionAbout(context, invoice, request))
  const more = answer.problems.filter(({ code }) => !found.some((problem) => problem.code === code))
  return { problems: [...found, ...more], letter: answer.letter }
}

const NOT_ACTIVE: UserError = {
  code: 'SERVICE_NOT_ACTIVE',
  message: 'The service is not in use in this company. Take it into use first.',
}

async function questionAbout(
  context: OperationContext,
  invoice: InvoiceForSend,
  request: Pick<SendRequest, 'kind' | 'afterReminder'>,
) {
  const unit = await context.unit()
  const creditor = await creditorOf(unit, invoice.companyId)
  const [previous] = await previousOf(unit, invoice.companyId, [invoice.id])
  return {
    creditor: creditor.businessId,
    body: materialOf(request, creditor, invoice, previous?.uid ?? null),
  }
}
