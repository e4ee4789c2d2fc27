export { IntakeModule } from './intake.module.ts';
export { Intake, type OnItsWay, type Receipt } from './intake.ts';
export { HouseRules } from './house-rules.ts';
