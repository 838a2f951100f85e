import type { MailWords } from './mailNews.ts'

const euros = (amount: string) => `€${amount}`

export const mailWordsEn: MailWords = {
  greeting: 'Hello,',
  closing: 'Regards\nDuetto',
  MASTER_ID_LINKED: ({ company, masterId, mandate }) => ({
    subject: `${masterId} now manages the collection of ${company} in Duetto`,
    lines: [
      `the company ${company} has been linked to the Master-ID of ${masterId}. Its people may now look after the company's assignments.`,
      `Mandate: ${mandate}`,
    ],
    link: 'You can see the link, and end it at any time',
  }),
  MASTER_ID_LINK_ENDED: ({ company, masterId }) => ({
    subject: `${masterId} no longer manages the collection of ${company}`,
    lines: [
      `the link of ${company} to the Master-ID of ${masterId} has ended. Its people no longer see anything of the company.`,
    ],
    link: 'Links',
  }),
  ACTIVATION_RECEIVED: ({ company }) => ({
    subject: `Duetto's activation received: ${company}`,
    lines: [
      `Duetto's terms have been accepted for ${company}. Next we identify the company, usually within 1–2 working days. We will tell you when invoices can be sent.`,
    ],
    link: 'How the activation stands',
  }),
  ACTIVATION_ACTIVE: ({ company }) => ({
    subject: `Duetto is in use: ${company}`,
    lines: [
      `${company} has been identified and the service is in use. Overdue invoices can now be sent for reminding.`,
    ],
    link: 'The service',
  }),
  ACTIVATION_REJECTED: ({ company, note }) => ({
    subject: `Duetto's activation was not approved: ${company}`,
    lines: [`${company} could not be identified, so the service was not taken into use.`, note && `Reason: ${note}`],
    link: 'Correct the statement and send it again',
  }),
  SERVICE_REMOVED: ({ company, running }) => ({
    subject: `Duetto is no longer in use: ${company}`,
    lines: [
      `${company} has taken Duetto out of use. No new invoices can be sent.`,
      running === 0 ? 'No assignments are open.' : `Open assignments (${running}) go on to their end.`,
    ],
    link: 'The service can be taken into use again',
  }),
  TERMS_WAITING: ({ company, version }) => ({
    subject: `Duetto's new terms wait for acceptance: ${company}`,
    lines: [
      `a new version ${version} of Duetto's terms holds. Invoices of ${company} cannot be sent before the terms are accepted. The company is not identified again.`,
    ],
    link: 'Read and accept the terms',
  }),
  PRICES_CHANGE: ({ company, from, transfer, recall }) => ({
    subject: `Duetto's price list changes on ${from}`,
    lines: [
      `a new price list holds from ${from} and concerns ${company}.`,
      `Transfer fee per invoice ${euros(transfer)}, recall ${euros(recall)}. Prices are without VAT.`,
    ],
    link: 'Price list',
  }),
  RECALL_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Your recall request has been answered: invoice ${invoice}`,
    lines: [
      confirmed
        ? `Duetto has recalled the assignment of invoice ${invoice} of ${company}.`
        : `Duetto could not recall the assignment of invoice ${invoice} of ${company}; it goes on.`,
    ],
    link: 'The answer and the assignment',
  }),
  CREDIT_LOSS_ANSWERED: ({ company, invoice, confirmed }) => ({
    subject: `Your credit-loss question has been answered: invoice ${invoice}`,
    lines: [
      confirmed
        ? `invoice ${invoice} of ${company} may be booked as a credit loss.`
        : `invoice ${invoice} of ${company} is not yet booked as a credit loss; collection goes on.`,
    ],
    link: 'The answer and the assignment',
  }),
  MESSAGES_STUCK: ({ company, count }) => ({
    subject: `Messages to Duetto have not got through: ${company}`,
    lines: [`${count} messages of ${company} to Duetto have not got through for a day.`],
    link: 'See the messages and send them again',
  }),
  EMAIL_CODE: ({ code, minutes }) => ({
    subject: `Confirmation code ${code}`,
    lines: [
      `this address has been given as the new e-mail of a Duetto user. The confirmation code is ${code}. It holds for ${minutes} minutes.`,
      'If you did not ask for this, you need not do anything.',
    ],
    link: 'Give the code in the settings',
  }),
  EMAIL_CHANGED: ({ email }) => ({
    subject: 'Your e-mail address in Duetto has been changed',
    lines: [
      `you now sign in with ${email}. No more mail comes to this address.`,
      'If you did not do this yourself, contact Duetto at once.',
    ],
    link: 'Settings',
  }),
  PASSWORD_CHANGED: () => ({
    subject: 'Your password in Duetto has been changed',
    lines: [
      'your password has been changed, and your other sessions have ended.',
      'If you did not do this yourself, contact Duetto at once.',
    ],
    link: 'Settings',
  }),
  MASTER_ID_REQUESTED: ({ organisation }) => ({
    subject: `Request for a Master-ID received: ${organisation}`,
    lines: [`we have received the request for a Master-ID for ${organisation}. We will tell you when it is answered.`],
    link: 'Requests',
  }),
  MASTER_ID_GRANTED: ({ organisation, code }) => ({
    subject: `Master-ID granted: ${organisation}`,
    lines: [
      `${organisation} now has the Master-ID ${code}, and you are its first member. Companies are linked to it one by one, each on its mandate.`,
    ],
    link: 'Overview',
  }),
  MASTER_ID_REFUSED: ({ organisation, note }) => ({
    subject: `Request for a Master-ID refused: ${organisation}`,
    lines: [`no Master-ID was granted to ${organisation}.`, note && `Reason: ${note}`],
    link: 'Requests',
  }),
}
