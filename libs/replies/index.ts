export { RepliesModule } from './replies.module.ts';
export { Replies, type Listening } from './replies.ts';
