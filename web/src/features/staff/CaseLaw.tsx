import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StateWord } from '../../ui/badges.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { StaffCase } from './CasePage.tsx'

/** What the law says about every step today: whether, from which day, at which cost, by which sections, and why. */
export function CaseLaw({ answers }: { answers: StaffCase['stepAnswers'] }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const reasonText = ({ code, text }: { code: string; text: string }) => {
    const key = `legalReason.${code}`
    return i18n.exists(key) ? t(key as 'legalReason.DISPUTED') : text
  }
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table small-table-stack" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('law.step')}</th>
            <th scope="col">{t('law.allowed')}</th>
            <th scope="col">{t('law.from')}</th>
            <th scope="col" className="number">
              {t('law.cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {answers.map((answer) => (
            <tr key={answer.step}>
              <td>
                {t(`legalStep.${answer.step}`)}
                <div className="small muted">{answer.reasons.map(reasonText).join(' ')}</div>
                <div className="small muted">{answer.sections.join(' · ')}</div>
              </td>
              <td data-label={t('law.allowed')}>
                {answer.allowed ? (
                  <StateWord look={['green', IconCircleCheck]} word={t('law.yes')} />
                ) : (
                  <StateWord look={['red', IconCircleX]} word={t('law.no')} />
                )}
              </td>
              <td data-label={t('law.from')}>{answer.earliest ? formats.date(answer.earliest) : '–'}</td>
              <td className="number" data-label={t('law.cost')}>
                <div>{formats.money(answer.cost)}</div>
                {answer.chargeableFrom && answer.cost.amount !== answer.fullCost.amount && (
                  <div className="small muted">
                    {t('law.later', {
                      cost: formats.money(answer.fullCost),
                      date: formats.date(answer.chargeableFrom),
                    })}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
