import { describeEveryState } from './contact-sheet.ts';

describeEveryState('desktop');
