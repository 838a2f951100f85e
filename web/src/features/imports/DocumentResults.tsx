import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ImportBankFilesMutation, ImportEInvoicesMutation } from '../../api/generated.ts'
import { BankTransactionStateWord, OutcomeState } from '../../ui/badges.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'

type InvoiceFile = ImportEInvoicesMutation['importEInvoices']['files'][number]
type BankFile = ImportBankFilesMutation['importBankFiles']['files'][number]

interface RefusalFacts {
  code: string
  message: string
  line: number | null
  path: string | null
  advice: string
}

/** What is wrong, where in the file, and what to do. */
function RefusalWords({ refusal }: { refusal: RefusalFacts }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const place = [refusal.line !== null && t('import.line', { line: refusal.line }), refusal.path]
    .filter(Boolean)
    .join(' · ')
  return (
    <div className="wrap">
      <div>{errorText.title(refusal)}</div>
      <div className="small muted">
        <code>{refusal.code}</code>
        {place && ` · ${place}`}
      </div>
      <div className="small">{errorText.advice(refusal) || refusal.advice}</div>
    </div>
  )
}

export function InvoiceResults({ files }: { files: readonly InvoiceFile[] }) {
  const { t } = useTranslation()
  return (
    <>
      {files.map((file) => (
        <div key={file.name} className="scroll-x">
          {file.refusal && <RefusalWords refusal={file.refusal} />}
          {file.documents.length > 0 && (
            <table className="small-table" style={{ width: '100%' }}>
              <thead>
                <tr>
                  <th scope="col">{t('import.outcome')}</th>
                  <th scope="col">{t('column.invoice')}</th>
                  <th scope="col">{t('import.seller')}</th>
                  <th scope="col">{t('import.remarks')}</th>
                </tr>
              </thead>
              <tbody>
                {file.documents.map((document) => (
                  <tr key={document.index}>
                    <td>
                      <OutcomeState outcome={document.outcome} />
                    </td>
                    <td>
                      {document.invoice ? (
                        <Link to={`/invoices/${encodeURIComponent(document.invoice.id)}`}>{document.number}</Link>
                      ) : (
                        (document.number ?? '–')
                      )}
                      {document.credited && (
                        <div className="small">
                          {t('import.credits')}{' '}
                          <Link to={`/invoices/${encodeURIComponent(document.credited.id)}`}>
                            {document.credited.number}
                          </Link>
                        </div>
                      )}
                    </td>
                    <td>
                      {document.sellerName} <span className="muted">{document.sellerBusinessId}</span>
                    </td>
                    <td>
                      {document.refusal && <RefusalWords refusal={document.refusal} />}
                      {document.warnings.length > 0 && (
                        <div className="small muted">
                          <ProblemWords problems={document.warnings} />
                        </div>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </>
  )
}

export function BankResults({ files }: { files: readonly BankFile[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const errorText = useErrorText()
  return (
    <>
      {files.map((file) => (
        <div key={file.name} className="scroll-x">
          {file.refusal && <RefusalWords refusal={file.refusal} />}
          {file.transactions.length > 0 && (
            <table className="small-table" style={{ width: '100%' }}>
              <thead>
                <tr>
                  <th scope="col">{t('import.outcome')}</th>
                  <th scope="col">{t('transaction.bookedOn')}</th>
                  <th scope="col">{t('payment.payer')}</th>
                  <th scope="col">{t('column.reference')}</th>
                  <th scope="col" className="number">
                    {t('payment.amount')}
                  </th>
                  <th scope="col">{t('transaction.state')}</th>
                  <th scope="col">{t('import.remarks')}</th>
                </tr>
              </thead>
              <tbody>
                {file.transactions.map(({ outcome, transaction, companyName, refusal }, index) => (
                  // A file's answer does not change; a refused transaction has no id.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <tr key={index}>
                    <td>
                      <OutcomeState outcome={outcome} />
                    </td>
                    <td>{transaction && formats.date(transaction.bookedOn)}</td>
                    <td>{transaction?.payerName}</td>
                    <td>{transaction?.reference}</td>
                    <td className="number">{transaction && formats.money(transaction.amount)}</td>
                    <td>{transaction && <BankTransactionStateWord state={transaction.state} />}</td>
                    <td>
                      {transaction?.payments.map((payment) => (
                        <Link key={payment.id} to={`/invoices/${encodeURIComponent(payment.invoice.id)}`}>
                          {payment.invoice.number}{' '}
                        </Link>
                      ))}
                      <span className="muted small">
                        {companyName}{' '}
                        {transaction &&
                          transaction.state !== 'BOOKED' &&
                          errorText.title({ code: transaction.reason, message: transaction.reason })}
                      </span>
                      {refusal && <RefusalWords refusal={refusal} />}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </>
  )
}
