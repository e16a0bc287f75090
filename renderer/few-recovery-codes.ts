/** At so many recovery codes left, a person should fetch new ones from the site. Said on the row and in the dialog. */
export const FEW_RECOVERY_CODES = 2;
