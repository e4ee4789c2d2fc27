export { MessengerModule } from './messenger.module.ts';
export { Messenger, type Destination } from './messenger.ts';
