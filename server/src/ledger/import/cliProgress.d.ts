declare module 'cli-progress' {
  interface BarOptions {
    format: string
    stream?: NodeJS.WritableStream
    hideCursor?: boolean
    clearOnComplete?: boolean
  }
  interface SingleBar {
    start(total: number, startValue: number, payload?: Record<string, string>): void
    update(current: number, payload?: Record<string, string>): void
    stop(): void
  }
  const progress: { SingleBar: new (options: BarOptions) => SingleBar }
  export = progress
}
