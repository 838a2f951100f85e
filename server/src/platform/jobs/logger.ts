import { Logger } from 'graphile-worker'

/** The queue reports job failures through the worker's events; its own running commentary is not wanted. */
export const quietLogger = new Logger(() => () => undefined)
