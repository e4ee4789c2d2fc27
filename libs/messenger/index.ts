export { MessengerModule } from './messenger.module.ts';
export { ChatMovedError, FileTooLargeError, Messenger, type Destination } from './messenger.ts';
