const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
export const zoomText = (zoom: number): string => percent.format(zoom);
