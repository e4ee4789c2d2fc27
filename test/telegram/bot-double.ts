import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Message, User } from './bot-api.ts';

/** An update as a bot reads it. */
export interface ReceivedUpdate {
  readonly update_id: number;
  readonly message?: Message;
  readonly edited_message?: Message;
  readonly callback_query?: {
    readonly id: string;
    readonly from: User;
    readonly data: string;
    readonly message: Message;
  };
  readonly message_reaction?: { readonly new_reaction: readonly { readonly emoji: string }[] };
  readonly my_chat_member?: { readonly new_chat_member: { readonly status: string } };
}

export interface Received {
  readonly update: ReceivedUpdate;
  readonly secret: string | undefined;
}

type Answer = (response: ServerResponse, update: ReceivedUpdate) => void;

/** A webhook that keeps what it gets and answers as it is told. */
export class BotDouble {
  readonly received: Received[] = [];
  answer: Answer = (response) => void response.end();
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<BotDouble> {
    const bot = new BotDouble();
    await bot.listen();
    return bot;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/webhook`;
  }

  get texts(): (string | undefined)[] {
    return this.received.map(({ update }) => update.message?.text);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Answers this status for the next so many updates, then 200. */
  failsWith(status: number, times = Infinity, headers: Record<string, string> = {}): void {
    let left = times;
    this.answer = (response) => void response.writeHead(left-- > 0 ? status : 200, headers).end();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const update = JSON.parse(Buffer.concat(chunks).toString()) as ReceivedUpdate;
    const secret = request.headers['x-telegram-bot-api-secret-token'];
    this.received.push({ update, secret: typeof secret === 'string' ? secret : undefined });
    this.answer(response, update);
  }
}
