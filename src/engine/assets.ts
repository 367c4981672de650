/** The folder that holds the wasm files: beside the bundle, unless a build says otherwise (the unit tests do). */
export const assetsFolder: string = process.env.UNROLL_ASSETS ?? __dirname;
