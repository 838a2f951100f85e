import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiTokensDocument, type ApiTokensQuery, RevokeApiTokenDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { CreateTokenModal } from './CreateTokenModal.tsx'

type Token = ApiTokensQuery['viewer']['apiTokens'][number]

function RevokeModal({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(RevokeApiTokenDocument)
  const revoke = async () => {
    if (await act.succeeds({ input: { id: token.id } })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('token.revoke')} closeButtonProps={{ 'aria-label': t('panel.close') }}>
      <Stack>
        <Text>{t('token.revokeText', { name: token.name })}</Text>
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button color="red" loading={act.busy} onClick={revoke}>
            {t('token.revokeAct', { name: token.name })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function TokenState({ token }: { token: Token }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (token.revokedAt)
    return <span className="muted">{t('token.revoked', { date: formats.moment(token.revokedAt) })}</span>
  return <span>{t('token.expires', { date: formats.moment(token.expiresAt) })}</span>
}

/** Personal tokens for API clients: each is shown once when it is made, and can be taken back. */
export function ApiTokens() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, retry } = useLatest(ApiTokensDocument, { variables: {}, fresh: true })
  const tokens = data?.viewer.apiTokens
  const asked = tokens?.find((token) => token.id === url.get('revoke') && !token.revokedAt)
  return (
    <section className="sheet sheet-padded">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="sm">
          {t('token.title')}
        </Title>
        <Button size="xs" variant="default" onClick={() => url.set({ do: 'createToken' })}>
          {t('token.create')}
        </Button>
      </Group>
      <Text className="muted" mb="sm">
        {t('token.text')}
      </Text>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {!tokens && !fault && <SkeletonRows label={t('token.title')} count={3} />}
      {tokens && tokens.length === 0 && <Text>{t('token.none')}</Text>}
      {tokens && tokens.length > 0 && (
        <div className="scroll-x">
          <table className="small-table" style={{ width: '100%' }}>
            <thead>
              <tr>
                <th scope="col">{t('token.name')}</th>
                <th scope="col">{t('token.prefix')}</th>
                <th scope="col">{t('token.may')}</th>
                <th scope="col">{t('token.companies')}</th>
                <th scope="col">{t('token.created')}</th>
                <th scope="col">{t('token.state')}</th>
                <th aria-label={t('token.revoke')} />
              </tr>
            </thead>
            <tbody>
              {tokens.map((token) => (
                <tr key={token.id}>
                  <td>{token.name}</td>
                  <td>
                    <code>{token.prefix}…</code>
                  </td>
                  <td>{t(token.readOnly ? 'token.readOnly' : 'token.readWrite')}</td>
                  <td>
                    {token.everyCompany
                      ? t('token.everyCompany')
                      : token.companies.map((company) => company.name).join(', ')}
                  </td>
                  <td>{formats.moment(token.createdAt)}</td>
                  <td>
                    <TokenState token={token} />
                  </td>
                  <td className="number">
                    {!token.revokedAt && (
                      <button type="button" className="link-button" onClick={() => url.set({ revoke: token.id })}>
                        {t('token.revoke')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked && <RevokeModal token={asked} onClose={() => url.set({ revoke: null })} />}
      {url.get('do') === 'createToken' && <CreateTokenModal onClose={() => url.set({ do: null })} />}
    </section>
  )
}
