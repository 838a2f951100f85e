import type { AssignmentQuery } from '@duetto/schema'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { usePostingText } from './usePostingText.ts'

type Assignment = NonNullable<AssignmentQuery['assignment']>

/** The assignment's book: every entry, never changed, a correction being a new one. */
export function PostingTable({ postings }: { postings: Assignment['postings'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const postingText = usePostingText()
  if (postings.length === 0) return <EmptyState title={t('posting.empty.title')}>{t('posting.empty.text')}</EmptyState>
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('posting.on')}</th>
            <th scope="col">{t('posting.what')}</th>
            <th scope="col">{t('posting.beneficiary')}</th>
            <th scope="col" className="number">
              {t('posting.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {postings.map((posting) => (
            <tr key={posting.id}>
              <td>{formats.date(posting.on)}</td>
              <td>
                {postingText.name(posting)}
                <div className="small muted">{postingText.ground(posting)}</div>
              </td>
              <td>{t(`beneficiary.${posting.beneficiary}`)}</td>
              <td className="number">{formats.money(posting.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function AssignmentPayments({ payments }: { payments: Assignment['payments'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (payments.length === 0) {
    return <EmptyState title={t('assignment.noPayments.title')}>{t('assignment.noPayments.text')}</EmptyState>
  }
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('payment.paidOn')}</th>
            <th scope="col">{t('payment.kind')}</th>
            <th scope="col">{t('payment.payer')}</th>
            <th scope="col" className="number">
              {t('payment.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <tr key={payment.id}>
              <td>{formats.date(payment.paidOn)}</td>
              <td>{t(`paymentKind.${payment.kind}`)}</td>
              <td>{payment.payerName ?? '–'}</td>
              <td className="number">{formats.money(payment.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
