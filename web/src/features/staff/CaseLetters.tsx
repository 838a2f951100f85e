import { Anchor, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import type { StaffCase } from './CasePage.tsx'
import { MailState } from './MailState.tsx'

/** Every letter of the assignment: what it asks by when, how it went, its text and its paper. */
export function CaseLetters({ found }: { found: StaffCase }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const letter = found.letters.find(({ id }) => id === url.get('letter'))
  if (found.letters.length === 0) return <Text className="muted">{t('case.noLetters')}</Text>
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table small-table-stack" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('letter.sentOn')}</th>
            <th scope="col">{t('letter.kind')}</th>
            <th scope="col">{t('case.term')}</th>
            <th scope="col">{t('letter.channel')}</th>
            <th scope="col" className="number">
              {t('letter.total')}
            </th>
            <th scope="col" aria-label={t('letter.pdf')} />
          </tr>
        </thead>
        <tbody>
          {found.letters.map((one) => (
            <tr key={one.id}>
              <td>{formats.date(one.sentOn)}</td>
              <td data-label={t('letter.kind')}>
                <Anchor component="button" type="button" onClick={() => url.set({ letter: one.id })}>
                  {t(`letterKind.${one.kind as 'REMINDER'}`)}
                </Anchor>
              </td>
              <td data-label={t('case.term')}>{isFree(one) ? '–' : formats.date(one.dueOn)}</td>
              <td data-label={t('letter.channel')}>
                {one.mail ? <MailState mail={one.mail} /> : t(`channel.${one.channel as 'PRINT'}`)}
              </td>
              <td className="number" data-label={t('letter.total')}>
                {isFree(one) ? '–' : formats.money(one.total)}
              </td>
              <td>{one.url && <PaperLink url={one.url}>PDF</PaperLink>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {letter && (
        <Modal
          opened
          size="lg"
          onClose={() => url.set({ letter: null })}
          title={t(`letterKind.${letter.kind as 'REMINDER'}`)}
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <pre className="letter" style={{ margin: 0 }}>
            {letter.body}
          </pre>
        </Modal>
      )}
    </div>
  )
}

/** The answer to a dispute that was upheld asks for nothing, nor does a statement of debts. */
function isFree({ kind, total }: StaffCase['letters'][number]): boolean {
  return kind === 'DEBT_STATEMENT' || (kind === 'DISPUTE_ANSWER' && Number(total.amount) === 0)
}
