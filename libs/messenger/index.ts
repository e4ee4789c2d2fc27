export { MessengerModule } from './messenger.module.ts';
export { ChatMovedError, Messenger, type Destination } from './messenger.ts';
