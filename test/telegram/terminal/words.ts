export const HELP = `Type what you would say to the bot. Besides:
  :1 :2 …           press a button of the latest message that has some (":2 #5": of message 5)
  :reply N text     answer message N            :edit N text     change your message N
  :react N 👍       react to message N          :photo [caption] send a photo
  :voice            send a voice message        :location LAT LON
  :as NAME          be somebody else            :group           talk in the group
  :private          talk to the bot alone       :block :unblock  the bot
  :chat             the whole chat again        :help  :quit`;

/** A typed line: something said, or a command with what follows it. */
export type Line =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'press'; readonly button: number; readonly message: number | undefined }
  | { readonly kind: 'command'; readonly name: string; readonly number: number | undefined; readonly rest: string };

const NUMBERED = ['reply', 'edit', 'react'];

/** Reads a line as it was typed; `::` at its beginning says a colon. */
export function readLine(typed: string): Line {
  if (!typed.startsWith(':') || typed.startsWith('::')) return { kind: 'say', text: typed.replace(/^::/, ':') };
  const [, pressed, of] = /^:(\d+)(?:\s+#?(\d+))?\s*$/.exec(typed) ?? [];
  if (pressed) return { kind: 'press', button: Number(pressed), message: of === undefined ? undefined : Number(of) };
  const [, name = '', rest = ''] = /^:(\w*)\s*(.*)$/s.exec(typed) ?? [];
  if (!NUMBERED.includes(name)) return { kind: 'command', name, number: undefined, rest };
  const [, number, words = ''] = /^#?(\d+)\s+(.*)$/s.exec(rest) ?? [];
  return { kind: 'command', name, number: number === undefined ? undefined : Number(number), rest: words };
}
