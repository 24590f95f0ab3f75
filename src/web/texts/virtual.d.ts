declare module 'virtual:texts/zh' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/zh-Hant' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module 'virtual:texts/en' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
