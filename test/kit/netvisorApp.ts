import { type TestApp, testApp } from './app.ts'
import { type NetvisorServer, netvisorGround, startNetvisor } from './netvisor.ts'

/** The real product and a Netvisor that its companies can be connected to. */
export interface NetvisorApp extends TestApp {
  readonly netvisor: NetvisorServer
}

/** Both on one clock; closed together. */
export async function netvisorApp(now = '2026-03-02'): Promise<NetvisorApp> {
  const netvisor = await startNetvisor(() => t.clock.now())
  const t = await testApp({ now, netvisor: netvisorGround(netvisor) })
  const close = async () => {
    await t.close()
    await netvisor.close()
  }
  return { ...t, netvisor, close }
}
