import { describeEveryState } from './contact-sheet.ts';

describeEveryState('phone');
