import type { AssignmentQuery } from '@duetto/schema'
import { Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Letter = NonNullable<AssignmentQuery['assignment']>['letters'][number]

interface LetterListProps {
  letters: readonly Letter[]
  onOpen: (id: string) => void
}

export function LetterList({ letters, onOpen }: LetterListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (letters.length === 0) return <EmptyState title={t('letter.empty.title')}>{t('letter.empty.text')}</EmptyState>
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('letter.kind')}</th>
            <th scope="col">{t('letter.sentOn')}</th>
            <th scope="col">{t('column.due')}</th>
            <th scope="col">{t('letter.channel')}</th>
            <th scope="col" className="number">
              {t('letter.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.id}>
              <td>
                <button type="button" className="link-button" onClick={() => onOpen(letter.id)}>
                  {t(`letterKind.${letter.kind}`)}
                </button>
              </td>
              <td>{formats.date(letter.sentOn)}</td>
              <td>{formats.date(letter.dueOn)}</td>
              <td>{t(`channel.${letter.channel}`)}</td>
              <td className="number">{formats.money(letter.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A letter as it went to the debtor, in the debtor's language. */
export function LetterModal({ letter, onClose }: { letter: Letter | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Modal
      opened={letter !== undefined}
      onClose={onClose}
      size="lg"
      title={letter && t(`letterKind.${letter.kind}`)}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {letter && (
        <Stack gap="sm">
          <Group gap="lg" className="small muted">
            <span>
              {t('letter.sentOn')} {formats.date(letter.sentOn)}
            </span>
            <span>{t(`channel.${letter.channel}`)}</span>
            <span>
              {t('letter.total')} {formats.money(letter.total)}
            </span>
          </Group>
          <pre className="letter" lang={letter.language.toLowerCase()}>
            {letter.body}
          </pre>
        </Stack>
      )}
    </Modal>
  )
}
