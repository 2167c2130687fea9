import { COLLECTION_SETTINGS } from '../../services/collection/collection-settings';
import { settingsType } from '../graph/setting-fields';

export const CollectionSettingsType = settingsType('CollectionSettings', {
  description: 'All settings of a collection.',
  table: COLLECTION_SETTINGS,
  types: {},
});
export type CollectionSettingsType = InstanceType<typeof CollectionSettingsType>;
